/** How a column sits in the grid. */
export interface ColumnPlace {
  /** A track of `grid-template-columns`. */
  width: string;
  label: string;
  /** The name it is sorted by on the server; left out, it cannot be sorted. */
  sort?: string;
  isNumber?: boolean;
}
