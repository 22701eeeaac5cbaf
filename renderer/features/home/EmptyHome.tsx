import * as words from './words.ts'

/** For somebody who may only look and sees nobody's sessions. */
export function EmptyHome() {
  return (
    <div className="py-16 text-center">
      <h2 className="text-base font-semibold">{words.nothingHereForYou}</h2>
      <p className="mx-auto mt-1 max-w-90 text-base text-muted">{words.yourAccountCanOnlyLook}</p>
    </div>
  )
}
