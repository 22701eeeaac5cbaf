/** A loading message, delayed by 400 ms so that fast responses do not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="delayed p-6 text-center text-sm text-muted">
      {what}
    </p>
  )
}
