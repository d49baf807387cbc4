/** Seconds to wait after so many failures in a row: doubling, five minutes at most, so that nothing waits for hours once its cause is gone. */
export const secondsBeforeRetry = (failures: number): number => Math.min(300, 2 ** Math.min(failures - 1, 10))
