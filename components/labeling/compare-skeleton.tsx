import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./compare-skeleton.module.css";

/** The screen's own lines while the first item is on its way. */
export function CompareSkeleton() {
  return (
    <div className={classes.frame}>
      <VisuallyHidden role="status">Fetching the first pair</VisuallyHidden>
      <div className={classes.prompt}>
        <Skeleton height={14} width="34%" />
        <Skeleton height={14} width="62%" mt={12} />
      </div>
      <div className={classes.columns}>
        {[0, 1].map(side => (
          <div key={side} className={classes.column}>
            {[90, 76, 84, 40].map(width => (
              <Skeleton key={width} height={14} width={`${width}%`} mb={12} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
