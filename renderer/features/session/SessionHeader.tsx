import { MailOpen, SlidersHorizontal } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { control, leaveUnread } from '#renderer/state/session/sessionActions.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { digits, usageSummary } from '#renderer/format/numbers.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { baseName } from '#shared/session/paths.ts'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import { LoginButton } from './LoginButton.tsx'
import { ModelPicker } from './ModelPicker.tsx'
import { ModePicker } from './ModePicker.tsx'
import { NameField } from './NameField.tsx'
import { TrustButton } from './TrustButton.tsx'

const EndDialog = lazyComponent(async () => (await import('./EndDialog.tsx')).EndDialog)

/** The session's name, status, settings and cost. */
export function SessionHeader({ session }: { session: Session }) {
  const [isEnding, setEnding] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const mayDrive = useMay('drive')
  const isOver = session.status === 'TERMINATED' || !mayDrive
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 md:px-5">
      <NameField
        name={session.name}
        onRename={mayDrive ? (name) => void control(session.id, { action: 'rename', name }) : null}
      />
      <StatusWithReason session={session} />
      <span
        className="min-w-0 truncate font-mono text-xs text-muted max-md:hidden"
        title={withMarks(session.workspace_path)}
      >
        <Marked text={baseName(session.workspace_path)} code />
      </span>
      <span className="flex-1 max-md:hidden" />
      <span
        className="text-xs whitespace-nowrap text-muted max-lg:hidden"
        title={`${digits(session.usage.input_tokens)} tokens in, ${digits(session.usage.output_tokens)} out`}
      >
        {usageSummary(session)}
      </span>
      <IconButton
        label="Settings of this session"
        aria-expanded={isOpen}
        className="md:hidden"
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal className="size-4" />
      </IconButton>
      <div className={classes('flex min-w-0 items-center gap-1.5 max-md:w-full', !isOpen && 'max-md:hidden')}>
        <ModelPicker
          model={session.model}
          disabled={isOver}
          onChange={(model) => control(session.id, { action: 'set_model', model })}
        />
        <ModePicker
          mode={session.permission_mode}
          disabled={isOver}
          onChange={(permission_mode) => void control(session.id, { action: 'set_permission_mode', permission_mode })}
        />
        <span className="flex-1 md:hidden" />
        {!isOver && <TrustButton session={session} />}
        {!isOver && <LoginButton session={session} />}
        {mayDrive && <UnreadButton session={session} />}
        {!isOver && (
          <Button variant="ghost" onClick={() => setEnding(true)}>
            End
          </Button>
        )}
      </div>
      <Suspense>{isEnding && <EndDialog session={session} onClose={() => setEnding(false)} />}</Suspense>
    </div>
  )
}

/** The status, with the reason of the last outcome as a tooltip. */
function StatusWithReason({ session }: { session: Session }) {
  const { label, tone } = statusLabel(session)
  return (
    <span title={session.outcome_reason === null ? undefined : withMarks(session.outcome_reason)}>
      <ToneLabel tone={tone}>{label}</ToneLabel>
    </span>
  )
}

function UnreadButton({ session }: { session: Session }) {
  return (
    <IconButton label="Mark as unread" onClick={() => leaveUnread(session.id)}>
      <MailOpen className="size-4" />
    </IconButton>
  )
}
