const UNITS: Readonly<Record<string, number>> = { bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

export interface GitProgress {
  /** As people read it: `Receiving objects: 45 %`. */
  readonly text: string
  /** So much has come, where Git says so. */
  readonly bytes: number | null
}

/** The last of what Git says about how far it is; null: nothing of the kind. Bounded by what it is given. */
export function readProgress(said: string): GitProgress | null {
  const line = said
    .split(/[\r\n]+/)
    .filter((one) => one !== '')
    .at(-1)
  const [, what, percent] = /^(?:remote: )?([A-Z][A-Za-z ]{2,40}): +(\d{1,3})% \(/.exec(line ?? '') ?? []
  if (line === undefined || what === undefined || percent === undefined) {
    return null
  }
  const [, size, unit] = /\), (\d+(?:\.\d+)?) (bytes|[KMG]iB)\b/.exec(line) ?? []
  const bytes = size === undefined ? null : Math.round(Number(size) * (UNITS[unit ?? 'bytes'] ?? 1))
  return { text: `${what}: ${percent} %`, bytes }
}
