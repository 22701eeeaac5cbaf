import { useMay } from '#renderer/state/workstation/may.ts'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import * as words from './words.ts'

/** No session yet: what to do next, in one sentence and a button. */
export function EmptyHome() {
  if (!useMay('drive')) {
    return (
      <div className="py-16 text-center">
        <h2 className="text-base font-semibold">{words.nothingHereForYou}</h2>
        <p className="mx-auto mt-1 max-w-90 text-base text-muted">{words.yourAccountCanOnlyLook}</p>
      </div>
    )
  }
  return (
    <div className="py-16 text-center">
      <h2 className="text-base font-semibold">{words.whatShouldClaudeDo}</h2>
      <p className="mx-auto mt-1 mb-4 max-w-90 text-base text-muted">{words.pickAFolderOnThe}</p>
      <Link href="/new" className={buttonLink}>
        {words.startTheFirstSession}
      </Link>
    </div>
  )
}
