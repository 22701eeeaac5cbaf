import path from 'node:path'

/** A folder and all above it, innermost first. */
export function* upwards(folder: string): Generator<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    yield at
    if (at === path.dirname(at)) {
      return
    }
  }
}
