/** Steps up to a house. The yellow square is the place. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M4 26h7v-7h7v-7h10"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <rect x="20.5" y="3.5" width="6" height="6" rx="0.5" fill="var(--yellow)" stroke="currentColor" />
    </svg>
  );
}
