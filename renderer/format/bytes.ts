const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A size for people: `0 B`, `840 KB`, `1.2 GB`. Thousands, as disks are sold. */
export function bytes(size: number): string {
  const step = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3))
  const value = size / 1000 ** step
  return `${value < 9.95 && step > 1 ? value.toFixed(1) : Math.round(value)} ${units[step]}`
}

/** A share of the processor: `3 %`. A dash for null, before the second measurement. */
export function percent(value: number | null): string {
  return value === null ? '–' : `${value < 9.5 && value > 0 ? value.toFixed(1) : Math.round(value)} %`
}
