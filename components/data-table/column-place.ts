/** How a column sits in the grid. */
export interface ColumnPlace {
  label: string;
  minWidthPx: number;
  /** Its part of the width that is left over; none by default. */
  grows?: number;
  /** The name it is sorted by on the server; left out, it cannot be sorted. */
  sort?: string;
  isNumber?: boolean;
}
