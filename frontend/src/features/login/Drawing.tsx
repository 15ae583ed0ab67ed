import styles from "./Drawing.module.css";

const BAY = 44;
const FLOOR = 40;
const BASE = 520;
const WALL = 196;
const BAYS = [0, 1, 2, 3, 4, 5];
/** Built floors are drawn full, planned ones dashed: the same grammar as every chart. */
const FLOORS = [
  { level: 0, built: true },
  { level: 1, built: true },
  { level: 2, built: true },
  { level: 3, built: false },
  { level: 4, built: false },
];

function Dimension({ x1, x2, y }: { x1: number; x2: number; y: number }) {
  return (
    <g>
      <path d={`M${x1 - 8} ${y}H${x2 + 8}M${x1} ${y - 8}V${y + 8}M${x2} ${y - 8}V${y + 8}`} />
      <path d={`M${x1 - 5} ${y + 5}l10 -10M${x2 - 5} ${y + 5}l10 -10`} strokeWidth="2" />
    </g>
  );
}

/** A house on its way up, and the steps that lead in. Decoration. */
export function Drawing({ caption }: { caption: string }) {
  const right = WALL + BAYS.length * BAY;
  const top = BASE - FLOORS.length * FLOOR;
  return (
    <svg className={styles.drawing} viewBox="0 0 600 640" preserveAspectRatio="xMidYMax meet" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1">
        <path d={`M0 ${BASE}H600`} strokeWidth="2" />
        <path d={Array.from({ length: 30 }, (_, i) => `M${i * 20 + 10} ${BASE + 1}l-8 10`).join("")} opacity="0.5" />
        {FLOORS.map(({ level, built }) => {
          const y = BASE - (level + 1) * FLOOR;
          return (
            <g key={level} strokeDasharray={built ? undefined : "5 4"}>
              <rect x={WALL} y={y} width={right - WALL} height={FLOOR} strokeWidth={built ? 1.5 : 1} />
              {BAYS.map((bay) =>
                level === 0 && bay === 0 ? null : (
                  <g key={bay}>
                    <rect
                      x={WALL + bay * BAY + 12}
                      y={y + 9}
                      width="20"
                      height="21"
                      className={built && (bay * 3 + level * 5) % 4 !== 0 ? styles.window : undefined}
                    />
                    {built && <path d={`M${WALL + bay * BAY + 22} ${y + 9}v21`} />}
                  </g>
                ),
              )}
            </g>
          );
        })}
        {/* The crane. */}
        <g>
          <path d={`M${right + 40} ${BASE}V232M${right + 52} ${BASE}V232`} />
          <path
            d={Array.from({ length: 12 }, (_, i) => `M${right + 40} ${BASE - i * 24}l12 -12l-12 -12`).join("")}
            opacity="0.7"
          />
          <path d={`M${right + 88} 244H${WALL + 40}M${right + 88} 232H${WALL + 40}V244M${right + 46} 200L${WALL + 90} 232M${right + 46} 200L${right + 80} 232M${right + 40} 232L${right + 46} 200L${right + 52} 232`} />
          <path d={`M${WALL + 132} 244V286`} strokeDasharray="2 2" />
          <rect x={WALL + 112} y="286" width="40" height="10" />
          <rect x={right + 68} y="244" width="20" height="22" />
        </g>
        <Dimension x1={WALL} x2={right} y={BASE + 44} />
        <path d={`M${WALL} ${BASE + 14}V${BASE + 56}M${right} ${BASE + 14}V${BASE + 56}`} opacity="0.4" />
        <path d={`M${WALL - 28} ${top}V${BASE}M${WALL - 36} ${top}h16M${WALL - 33} ${top + 5}l10 -10M${WALL - 33} ${BASE + 5}l10 -10`} />
        <path d={`M40 ${BASE}V150M${WALL + 66} ${BASE}V160`} strokeDasharray="12 4 2 4" opacity="0.35" />
        {/* The title block. */}
        <path d="M424 592h156v28h-156zM456 592v28" />
          <path d="M433 612h5v-5h5v-5h5" strokeWidth="1.5" />
      </g>
      <text x="466" y="610" className={styles.text}>
        {caption}
      </text>
      {/* The way in: four steps, and the door is the place. */}
      <path className={styles.way} d={`M24 ${BASE - 2}h46v-9h36v-9h36v-9h${WALL - 142 + 8}`} />
      <rect className={styles.door} x={WALL + 10} y={BASE - 30} width="20" height="30" />
    </svg>
  );
}
