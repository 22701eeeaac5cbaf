import { otherVersion } from '#renderer/state/workstation/serverVersion.ts'
import { useStore } from '#renderer/state/store.ts'

/** Says that the server was updated under this page. Nothing is lost by reloading: drafts are kept as they are typed. */
export function UpdatedStrip() {
  const version = useStore(otherVersion, (value) => value)
  return version === null ? null : (
    <p
      role="status"
      className="flex-none border-b border-line bg-accent-ground px-4 py-1 text-center text-xs text-accent"
    >
      Homeport was updated to {version}.{' '}
      <button type="button" className="min-h-8 touch:min-h-11 underline" onClick={() => location.reload()}>
        Reload this page
      </button>{' '}
      (what you have typed is kept)
    </p>
  )
}
