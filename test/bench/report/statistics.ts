export interface Summary {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly runs: number
}

/** Median and range of what was measured. @throws RangeError when nothing was. */
export function summarise(samples: readonly number[]): Summary {
  return {
    median: percentile(samples, 0.5),
    low: percentile(samples, 0),
    high: percentile(samples, 1),
    runs: samples.length,
  }
}

/** The value below which this share of the samples lies, between two samples in proportion. @throws RangeError */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) {
    throw new RangeError('Nothing was measured.')
  }
  return below + (above - below) * (place - Math.floor(place))
}
