/** The upper end of what is loaded. */
export function OlderEdge({ older, onRetry }: { older: 'none' | 'more' | 'loading' | 'failed'; onRetry: () => void }) {
  return (
    <div className="absolute inset-x-0 top-0 flex h-12 items-center justify-center text-xs text-muted">
      {older === 'loading' && <span className="appears-late">Fetching older messages…</span>}
      {older === 'failed' && (
        <button type="button" className="min-h-11 text-accent underline" onClick={onRetry}>
          Older messages did not arrive. Try again
        </button>
      )}
    </div>
  )
}
