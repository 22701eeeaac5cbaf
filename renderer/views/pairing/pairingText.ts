/** `1:48`, or `12 s` in the last minute. */
export function timeLeft(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The words as both screens show them. */
export function wordsOf(code: string | null): string {
  return (code ?? '').split(' ').join(' · ')
}

/** As people write it down: `AB:CD:…`, in fours for the eye. */
export function fingerprintLines(fingerprint: string): readonly string[] {
  const pairs = fingerprint.split(':')
  return Array.from({ length: Math.ceil(pairs.length / 8) }, (_, line) => pairs.slice(line * 8, line * 8 + 8).join(':'))
}
