import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { modelName, permissionModes } from '#renderer/format/statusLabel.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { AttachButton } from '#renderer/views/prompt/attaching/AttachButton.tsx'
import { InsertButtons } from '#renderer/views/prompt/InsertButtons.tsx'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'
import { AddMenu } from './AddMenu.tsx'
import { ModePicker } from './ModePicker.tsx'
import { ModelPicker } from './ModelPicker.tsx'
import * as words from './laterWords.ts'

const EffortPicker = lazyAfterDrawing(async () => (await import('./EffortPicker.tsx')).EffortPicker)

/** What can be put into a message, permission mode, model and effort. */
export function ComposerTools(props: {
  session: Session
  onInsert: (sign: '/' | '@') => void
  onAttach: (files: readonly File[]) => void
}) {
  const { session } = props
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return (
    <>
      {isPhone ? (
        <>
          <AddMenu onInsert={props.onInsert} onAttach={props.onAttach} />
          <PhonePickers session={session} />
        </>
      ) : (
        <>
          <AttachButton onAttach={props.onAttach} />
          <InsertButtons onInsert={props.onInsert} signs={['@', '/']} />
          <Pickers session={session} />
        </>
      )}
    </>
  )
}

function Pickers({ session }: { session: Session }) {
  return (
    <>
      <ModePicker
        mode={session.permission_mode}
        onChange={(permission_mode) => void control(session.id, { action: 'set_permission_mode', permission_mode })}
      />
      <ModelPicker model={session.model} onChange={(model) => control(session.id, { action: 'set_model', model })} />
      <Suspense>
        <EffortPicker session={session} />
      </Suspense>
    </>
  )
}

/** Model and permission mode as one chip: a phone has no room for more. It opens them, and the effort, in a line of their own. */
function PhonePickers({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        title={words.modelAndWhatClaudeMay}
        onClick={() => setOpen(!isOpen)}
        className="smooth min-h-11 max-w-44 truncate rounded-control px-1.5 text-sm text-muted"
      >
        {modelName(session.model)} · {permissionModes[session.permission_mode].name}
      </button>
      {isOpen && (
        <div className="order-last flex w-full flex-wrap gap-1.5">
          <Pickers session={session} />
        </div>
      )}
    </>
  )
}
