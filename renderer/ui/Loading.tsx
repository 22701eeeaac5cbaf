/** Says what is being waited for, but only after 400 ms: what is quick must not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="appears-late p-6 text-center text-sm text-muted">
      {what}
    </p>
  )
}
