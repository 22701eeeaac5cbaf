/** A duration in ms, short: `0.8 s`, `12 s`, `2 m 10 s`, `1 h 4 m`; without what is none: `9 s`, `2 m`. Empty where it would read `0.0 s`. */
export function duration(ms: number): string {
  if (ms < 50) {
    return ''
  }
  if (ms < 9_950) {
    return `${(ms / 1000).toFixed(1).replace('.0', '')} s`
  }
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) {
    return `${seconds} s`
  }
  const minutes = Math.floor(seconds / 60)
  return (minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`).replace(
    / 0 [ms]$/,
    '',
  )
}

/** A count of tokens: `840`, `41 k`, `1.2 M`. */
export function tokens(amount: number): string {
  if (amount < 1000) {
    return String(amount)
  }
  return amount < 999_500 ? `${Math.round(amount / 1000)} k` : `${(amount / 1_000_000).toFixed(1)} M`
}

/** Every digit of a whole number: `18,400`. By hand: the browser's own formatter costs its first caller 16 ms. */
export function digits(amount: number): string {
  const text = String(amount)
  const head = text.length % 3
  return [text.slice(0, head), ...(text.slice(head).match(/\d{3}/g) ?? [])].filter((part) => part !== '').join(',')
}

/** Dollars, more precise for small amounts: */
export function dollars(amount: number): string {
  return `$${amount > 0 && amount < 0.01 ? amount.toFixed(4).replace(/0$/, '') : amount.toFixed(2)}`
}

/** The exact time for a tooltip, in the person's own words. `iso` as on the wire. */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleString()
}
