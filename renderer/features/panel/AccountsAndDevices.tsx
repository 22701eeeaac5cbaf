import type { Device } from '#shared/operations/device.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { count } from '#renderer/format/numbers.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'

/** The accounts that may sign in remotely. */
export function Accounts({ accounts }: { accounts: ResultOf<'account.list'>['accounts'] }) {
  if (accounts.length === 0) {
    return <p className="text-muted">Nobody signs in with GitHub yet. Links of this machine work.</p>
  }
  return (
    <ul className="space-y-1">
      {accounts.map(({ github_id, login, role, is_local_owner }) => (
        <li key={github_id} className="flex gap-3">
          <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
            {login ?? `Number ${github_id}`}
          </span>
          <span className="text-muted">{is_local_owner ? 'owner of this machine' : role}</span>
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 4

/** The signed-in devices, last used first. */
export function Devices({ devices }: { devices: readonly Device[] }) {
  const recent = devices.toSorted((left, right) => Date.parse(lastUse(right)) - Date.parse(lastUse(left)))
  return (
    <>
      <ul className="space-y-1">
        {recent.slice(0, SHOWN).map((device) => (
          <li key={device.id} className="flex gap-3">
            <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
              {device.name}
            </span>
            <span className="text-muted">{device.current ? 'this one' : <RelativeTime at={lastUse(device)} />}</span>
          </li>
        ))}
      </ul>
      {devices.length > SHOWN && <p className="mt-1 text-muted">and {count(devices.length - SHOWN, 'more device')}</p>}
    </>
  )
}

function lastUse({ last_used_at, created_at }: Device): string {
  return last_used_at ?? created_at
}
