import styles from "./curve.module.css";

const COUNT = 6;

/** A layer is known by its pattern and its name, never by colour alone. */
export function patternOf(id: string, index: number, isOther: boolean): string {
  return `url(#${id}-${isOther ? "other" : index % COUNT})`;
}

/** Six ways to fill, from full ink to thin lines; neighbours differ in both tone and direction. */
export function Patterns({ id }: { id: string }) {
  const tile = { patternUnits: "userSpaceOnUse" as const, width: 8, height: 8 };
  return (
    <defs>
      <pattern id={`${id}-0`} {...tile}>
        <rect width="8" height="8" className={styles.full} />
      </pattern>
      <pattern id={`${id}-1`} {...tile}>
        <rect width="8" height="8" className={styles.pale} />
        <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" className={styles.stroke} />
      </pattern>
      <pattern id={`${id}-2`} {...tile}>
        <rect width="8" height="8" className={styles.full} />
        <circle cx="2" cy="2" r="1.2" className={styles.lightDot} />
        <circle cx="6" cy="6" r="1.2" className={styles.lightDot} />
      </pattern>
      <pattern id={`${id}-3`} {...tile}>
        <rect width="8" height="8" className={styles.sheet} />
        <path d="M0 2H8M0 6H8" className={styles.stroke} />
      </pattern>
      <pattern id={`${id}-4`} {...tile}>
        <rect width="8" height="8" className={styles.pale} />
        <circle cx="2" cy="2" r="1.1" className={styles.inkDot} />
        <circle cx="6" cy="6" r="1.1" className={styles.inkDot} />
      </pattern>
      <pattern id={`${id}-5`} {...tile}>
        <rect width="8" height="8" className={styles.sheet} />
        <path d="M0 0L8 8M0 8L8 0" className={styles.stroke} />
      </pattern>
      <pattern id={`${id}-other`} {...tile}>
        <rect width="8" height="8" className={styles.sheet} />
        <circle cx="4" cy="4" r="0.8" className={styles.inkDot} />
      </pattern>
    </defs>
  );
}
