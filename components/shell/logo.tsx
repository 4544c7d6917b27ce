/** A trunk with three pairs of trained branches. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 18 18"
      width={size}
      height={size}
      aria-hidden="true"
      fill="none"
      stroke="var(--leaf)"
      strokeWidth="1.8"
      strokeLinecap="round"
    >
      <path d="M9 16V2M9 13.5H4M9 13.5h5M9 9H3M9 9h6M9 4.5H5M9 4.5h4" />
    </svg>
  );
}
