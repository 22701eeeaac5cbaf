import type { AutoCommitRules, SkippedFile } from '#shared/operations/autoCommit.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

interface LastProps {
  readonly last: NonNullable<ResultOf<'auto_commit.get'>['last']>
  readonly rules: AutoCommitRules
  readonly mayDrive: boolean
  readonly onChange: (changed: Partial<AutoCommitRules>) => void
}

const MOST_SHOWN = 20

/** How it went last: why it could not, and what was left out. */
export function LastAuto({ last, rules, mayDrive, onChange }: LastProps) {
  const { problem, skipped } = last
  const isProtected = problem?.reason === 'protected' && mayDrive
  return (
    <div className="mt-2 space-y-2 text-sm">
      {problem !== null && (
        <Problem
          action={
            isProtected ? (
              <Button onClick={() => onChange({ target: 'side', push: false })}>{words.keepThemBeside}</Button>
            ) : undefined
          }
        >
          {problem.message}
        </Problem>
      )}
      {skipped.length > 0 && (
        <ul aria-label={words.leftOut} className="space-y-1">
          {skipped.slice(0, MOST_SHOWN).map((file) => (
            <Skipped
              key={file.path}
              file={file}
              onAllow={mayDrive ? (ids) => onChange({ allow: [...new Set([...rules.allow, ...ids])] }) : null}
            />
          ))}
        </ul>
      )}
      {skipped.length > MOST_SHOWN && <p className="text-muted">{words.andMore(skipped.length - MOST_SHOWN)}</p>}
    </div>
  )
}

function Skipped({ file, onAllow }: { file: SkippedFile; onAllow: ((ids: readonly string[]) => void) | null }) {
  const { path, why, secrets } = file
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="min-w-0 flex-1 basis-52">
        <bdi className="font-mono text-xs wrap-anywhere">
          <Marked text={path} code />
        </bdi>
        <span className="block text-xs text-muted">
          {why === 'secret'
            ? secrets.map(({ line, kind }) => (line === 0 ? kind : words.kindInLine(kind, line))).join(', ')
            : words.whyLeftOut[why]}
        </span>
      </span>
      {secrets.length > 0 && onAllow !== null && (
        <Button onClick={() => onAllow(secrets.map(({ finding_id }) => finding_id))}>{words.notASecret}</Button>
      )}
    </li>
  )
}
