/** For somebody who may only look and sees nobody's sessions. */
export function EmptyHome() {
  return (
    <div className="py-16 text-center">
      <h2 className="text-base font-semibold">Nothing here for you</h2>
      <p className="mx-auto mt-1 max-w-90 text-base text-muted">
        Your account can only look, and has no session of its own. The owner of the workstation can change that.
      </p>
    </div>
  )
}
