const ASK_EVERY_MS = 1_000

/** Reloads the page as soon as the server answers: before that it would end in the browser's own error page. Returns the stop. */
export function reloadWhenAnswered(): () => void {
  const abort = new AbortController()
  const ask = async () => {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal: abort.signal }).catch(() => null)
    if (answer?.ok === true) {
      location.reload()
    }
  }
  void ask()
  const timer = setInterval(() => void ask(), ASK_EVERY_MS)
  return () => {
    clearInterval(timer)
    abort.abort()
  }
}
