import { useState } from 'react'
import type { Device } from '#shared/operations/device.ts'
import { signOut } from '#renderer/state/workstation/signOut.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import * as words from './words.ts'

/** One device: its name, its last use and address, and a button that signs it out. */
export function DeviceRow({ device }: { device: Device }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words">
          <bdi>{device.name}</bdi>
          {device.current && <span className="ml-2 text-sm text-good">{words.thisOne}</span>}
        </p>
        <p className="text-sm text-muted">
          <bdi>{device.user.username}</bdi> ·{' '}
          {[what(device), device.address].filter((part) => part !== null).map((part) => `${part} · `)}
          <LastUse device={device} />
        </p>
      </div>
      {device.current ? (
        <Button onClick={() => void signOut()}>{words.signOut}</Button>
      ) : (
        <Button aria-label={`${verb(device)} ${device.name}`} onClick={() => setAsking(true)}>
          {verb(device)}
        </Button>
      )}
      {isAsking && <RevokeDialog device={device} onClose={() => setAsking(false)} />}
    </li>
  )
}

function LastUse({ device }: { device: Device }) {
  if (device.last_used_at === null) {
    return <>{words.neverUsed}</>
  }
  return <>{words.usedLastUsedAt(<RelativeTime at={device.last_used_at} />)}</>
}

function what({ kind, scopes }: Device): string | null {
  return kind === 'personal_token' ? words.tokenForScopes((scopes ?? []).join(', ')) : null
}

function verb({ kind }: Device): string {
  return kind === 'personal_token' ? words.revoke : words.signOut
}
