import { exactTime } from '#renderer/format/numbers.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { RemoveButton } from '#renderer/views/page/RemoveButton.tsx'
import { type Credential, removeCredential } from './credentials.ts'
import * as words from './words.ts'

/** A token or a key, by the host that it is for. */
export function CredentialRow({ credential }: { credential: Credential }) {
  const { kind, host, session_id, public_key, added_at } = credential
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <code className="min-w-0 text-sm [overflow-wrap:anywhere]">{host}</code>
          <span className="shrink-0 text-muted">{kind === 'key' ? words.sshKey : words.token}</span>
        </p>
        <p className="text-xs text-muted">
          {session_id === null ? (
            words.allYourSessions
          ) : (
            <Link href={`/session/${session_id}`}>{words.oneSession}</Link>
          )}{' '}
          · {exactTime(added_at)}
        </p>
      </div>
      {public_key !== '' && <CopyButton text={public_key} label={words.copyThePublicKey} />}
      <RemoveButton label={words.removeOf[kind](host)} remove={() => removeCredential(credential)} />
    </li>
  )
}
