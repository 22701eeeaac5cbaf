import { useMay } from '#renderer/state/workstation/may.ts'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'

/** No session yet: what to do next, in one sentence and a button. */
export function EmptyHome() {
  if (!useMay('drive')) {
    return (
      <div className="py-16 text-center">
        <h2 className="text-base font-semibold">Nothing here for you</h2>
        <p className="mx-auto mt-1 max-w-90 text-base text-muted">
          Your account can only look, and has no session of its own. The owner of the workstation can change that.
        </p>
      </div>
    )
  }
  return (
    <div className="py-16 text-center">
      <h2 className="text-base font-semibold">What should Claude do?</h2>
      <p className="mx-auto mt-1 mb-4 max-w-90 text-base text-muted">
        Pick a folder on the workstation and tell Claude what to do in it.
      </p>
      <Link href="/new" className={buttonLink}>
        Start the first session
      </Link>
    </div>
  )
}
