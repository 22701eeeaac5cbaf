/** The end of the list while Claude works: three dots that stand still. What it does is told above the composer. */
export function Activity() {
  return (
    <p aria-hidden="true" className="py-2 text-lg leading-none tracking-widest text-muted">
      ···
    </p>
  )
}
