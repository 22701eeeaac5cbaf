/** A longer path is compared by its end. */
const MAX_COMPARED = 400

/**
 * How like a path is to what somebody types; lower is better, null: not at all. In order: the name begins so, the name
 * holds it, the path holds it, its letters come in this order. Among equals the shorter path. Linear in the path.
 */
export function likeness(path: string, wanted: string): number | null {
  const text = path.slice(-MAX_COMPARED).toLowerCase()
  const step = MAX_COMPARED * 2
  if (wanted === '') {
    return text.split('/').length * step + text.length
  }
  const nameAt = text.lastIndexOf('/') + 1
  if (text.startsWith(wanted, nameAt)) {
    return text.length
  }
  if (text.includes(wanted, nameAt)) {
    return step + text.length
  }
  if (text.includes(wanted)) {
    return 2 * step + text.length
  }
  const gaps = gapsOf(text, wanted)
  return gaps === null ? null : 3 * step + gaps
}

/** How many letters stand between the first and the last of the wanted ones, as they come from the end; null: they do not. */
function gapsOf(text: string, wanted: string): number | null {
  let at = text.length
  let last = -1
  for (let index = wanted.length - 1; index >= 0; index -= 1) {
    at = at === 0 ? -1 : text.lastIndexOf(wanted.charAt(index), at - 1)
    if (at === -1) {
      return null
    }
    last = last === -1 ? at : last
  }
  return last - at + 1 - wanted.length
}
