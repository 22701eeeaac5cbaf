import type { ReactNode } from 'react'
import { settings } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useGradually } from '#renderer/ui/useGradually.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { shownGroups, type Wanted } from './groups.ts'
import { MailPassword } from './MailPassword.tsx'
import { SettingRow } from './SettingRow.tsx'
import { SettingsCard } from './SettingsCard.tsx'
import * as words from './words.ts'

/** What can be set on the workstation. What could lock the owner out is changed at the workstation only. */
export function MachineSettings({ wanted, instead }: { wanted: Wanted; instead: ReactNode }) {
  const state = useQuery(settings)
  if (state.kind === 'loading') {
    return <Loading what={words.readingTheSettings} />
  }
  if (state.kind === 'failed') {
    return (
      <Problem action={<Button onClick={() => void settings.refresh()}>{words.tryAgain}</Button>}>
        {state.message}
      </Problem>
    )
  }
  const { file, problem, settings: all } = state.value
  return <Groups groups={shownGroups(all, wanted)} file={file} problem={problem} instead={instead} />
}

interface GroupsProps {
  readonly groups: ReturnType<typeof shownGroups>
  readonly file: string
  readonly problem: string | null
  readonly instead: ReactNode
}

function Groups({ groups, file, problem, instead }: GroupsProps) {
  const isAtMachine = useMay('local')
  const count = useGradually(groups.length, AT_ONCE)
  return (
    <>
      {problem !== null && <Problem>{words.theFileCannotBeUsed(problem)}</Problem>}
      {groups.slice(0, count).map(({ id, title, settings: found }) => (
        <SettingsCard key={id} title={title}>
          {found.map((setting) => (
            <SettingRow key={setting.key} setting={setting} />
          ))}
          {id === 'messages' && isAtMachine && <MailPassword />}
        </SettingsCard>
      ))}
      {groups.length === 0 ? (
        instead
      ) : (
        <p className="text-xs break-words text-muted">
          {words.theyAreKeptInFile(<code className="font-mono">{file}</code>)}
        </p>
      )}
    </>
  )
}

/** One's own settings stand above them. */
const AT_ONCE = 1
