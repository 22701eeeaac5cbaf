/** Where the arrows, Home and End lead among days; null: the key is none of these. `week`: what up and down are worth. */
export function dayAtKey(key: string, from: { readonly stop: number; readonly last: number; readonly week: number }) {
  const { stop, last, week } = from
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: stop - 1,
    ArrowRight: stop + 1,
    ...(week === 0 ? {} : { ArrowUp: stop - 1, ArrowDown: stop + 1, ArrowLeft: stop - week, ArrowRight: stop + week }),
    Home: 0,
    End: last,
  }
  const target = targets[key]
  return target === undefined ? null : Math.max(0, Math.min(last, target))
}
