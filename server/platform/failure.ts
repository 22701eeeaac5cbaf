/** The system's code of a caught failure (`ENOENT`, `EACCES` …); undefined when it has none. */
export function failureCode(failure: unknown): string | undefined {
  return failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : undefined
}

/** What a caught failure says, for a sentence. */
export function failureText(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
