/** `c;<base64>` of OSC 52. A question (`?`) is left without an answer. */
export function copyWanted(data: string, tell: (text: string) => void): void {
  const encoded = data.slice(data.indexOf(';') + 1)
  if (encoded === '?' || encoded.length > MAX_COPY) {
    return
  }
  try {
    tell(new TextDecoder().decode(Uint8Array.from(atob(encoded), (letter) => letter.codePointAt(0) ?? 0)))
  } catch {
    // Not base64: the program's mistake.
  }
}

const MAX_COPY = 1024 * 1024
