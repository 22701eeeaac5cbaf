import { redactText } from '#server/platform/log/redact.ts'

/** Longer values are lists that nobody reads, or documents that may hold anything. */
const MOST_SHOWN = 4_096

/** Words in the name of a variable that holds a secret, or where to get one. */
const SECRET_NAME =
  /token|secret|passw|passphrase|passwd|credential|cookie|auth|private|signature|session|key|pwd(?=_)|_pass(?=_|$)|_pw(?=_|$)|_pat(?=_|$)|dsn|connection_?string|database_url|webhook|license/i

/** Names with such a word that hold a path or a switch of the desktop, and are worth seeing. */
const HARMLESS = /^(SSH_AUTH_SOCK|XDG_SESSION_(TYPE|CLASS|DESKTOP)|DESKTOP_SESSION|KEYBOARD\w*|GPG_KEY_SERVER)$/

/** The variables by name, in order; the value of one that holds a secret, or may, is null. */
export function shownVariables(
  env: Readonly<Record<string, string>>,
): { readonly name: string; readonly value: string | null }[] {
  return Object.entries(env)
    .map(([name, value]) => ({ name, value: holdsSecret(name, value) ? null : value }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

/** By its name, or by how the value looks. */
export function holdsSecret(name: string, value: string): boolean {
  const isNamed = SECRET_NAME.test(name) && !HARMLESS.test(name)
  return (
    isNamed || value.length > MOST_SHOWN || redactText(value) !== value || value.split(/[\s,;:=/"']+/).some(looksRandom)
  )
}

/** A long word of letters of both cases and digits, as keys are and names are not. */
function looksRandom(word: string): boolean {
  const isWord = word.length >= 20 && /^[\w+.~-]+$/.test(word)
  const isHex = word.length >= 32 && /^[\da-f-]+$/i.test(word)
  const digits = word.replace(/\D/g, '').length
  return isWord && (isHex || (digits >= 4 && /[a-z]/.test(word) && /[A-Z]/.test(word)))
}
