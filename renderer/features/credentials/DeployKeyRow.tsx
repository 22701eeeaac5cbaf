import type { DeployKey } from '#shared/operations/deployKey.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RemoveButton } from '#renderer/views/page/RemoveButton.tsx'
import { removeDeployKey } from './deployKeys.ts'
import * as words from './words.ts'

/** A deploy key at GitHub; where it could not be removed there, why, and the way to its page. */
export function DeployKeyRow({ deployKey }: { deployKey: DeployKey }) {
  const { session_id, repository, url, may_push, state, problem, of } = deployKey
  const isStuck = state === 'removing' && problem !== null
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <a href={url} target="_blank" rel="noreferrer" className="text-sm wrap-anywhere text-accent underline">
            <Marked text={repository} code />
          </a>
          <span className="text-muted">{may_push ? words.deployKeyMayPush : words.deployKeyMayRead}</span>
          {of !== undefined && <span className="text-muted">{words.deployKeyOf(of)}</span>}
        </p>
        {isStuck && (
          <p role="status" className="text-xs text-bad">
            {words.stillAtGitHub} <Marked text={problem} />
          </p>
        )}
      </div>
      <RemoveButton
        label={isStuck ? words.forgetTheDeployKey(repository) : words.removeTheDeployKey(repository)}
        remove={() => removeDeployKey(session_id, isStuck)}
      />
    </li>
  )
}
