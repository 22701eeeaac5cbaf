const MAX_TITLE = 200

/** A title that a program set, as a line that can be shown: no control characters, none that turn text around, bounded. */
export function titleText(title: string): string {
  const plain = title.slice(0, 4 * MAX_TITLE).replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
  // Half of a pair is no letter.
  return plain
    .slice(0, MAX_TITLE)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
}
