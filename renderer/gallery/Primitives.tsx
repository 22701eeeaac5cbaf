import { useRef, useState } from 'react'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { Settings2 } from 'lucide-react'
import { Button, type ButtonVariant, IconButton } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, Select, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { alarm } from '#renderer/ui/alarm.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { Sparkline } from '#renderer/ui/Sparkline.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { ToneDot, ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { aDay } from './examples.ts'

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'Start',
  secondary: 'Change',
  ghost: 'Cancel',
  attention: 'Look at it',
  danger: 'End the session',
}

/** Buttons, fields and status displays. */
export function Primitives() {
  return (
    <Card title="Primitives" className="space-y-4">
      <div className="flex flex-wrap gap-2">
        <Button variant="danger" className={alarm}>
          End it now
        </Button>
        {Object.entries(variants).map(([variant, words]) => (
          <Button key={variant} variant={asVariant(variant)}>
            {words}
          </Button>
        ))}
        <Button disabled>Cannot be pressed</Button>
        <DialogButton />
        <CopyButton text="homeport start" />
        <IconButton label="A button with an icon">
          <Settings2 className="size-4" />
        </IconButton>
        <Link href="/">A link</Link>
      </div>
      <Fields />
      <div className="flex flex-wrap items-center gap-4">
        <ToneLabel tone="attention">Needs you</ToneLabel>
        <ToneLabel tone="accent">Working</ToneLabel>
        <ToneLabel tone="bad">Failed</ToneLabel>
        <ToneLabel tone="muted">Asleep</ToneLabel>
        <RelativeTime at={aDay} />
        <Key>Ctrl+K</Key>
        <ToneDot tone="accent" />
        <MenuButton />
        <ChosenSegment />
        <OnAndOff />
        <Sparkline values={[2, 8, 5, 13, 21, 8]} most={24} />
        <Marked text={'hidden\u200b and \u202eturned'} />
      </div>
      <Problem action={<Button>Try again</Button>}>
        The folder is gone. Nothing was changed; choose another one.
      </Problem>
      <Loading what="Loading the sessions…" />
    </Card>
  )
}

function Fields() {
  const [text, setText] = useState('A text that grows\nwith its lines')
  return (
    <div className="space-y-2">
      <Field label="A name" hint="What stands below says what it is for.">
        <TextInput defaultValue="api server" />
      </Field>
      <Field label="A longer text">
        <TextArea rows={2} defaultValue="Two lines" />
      </Field>
      <Field label="One that grows">
        <GrowingText value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      <Field label="A choice">
        <Select defaultValue="one">
          <option>one</option>
          <option>two</option>
        </Select>
      </Field>
      <QrCode text="https://home.example:4443" label="The address of this workstation" />
      <SearchField wanted="" placeholder="Search" onSearch={() => {}} />
    </div>
  )
}

function DialogButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      {isOpen && (
        <Dialog title="A dialog" onClose={() => setOpen(false)}>
          <p>It says what happens next.</p>
        </Dialog>
      )}
    </>
  )
}

function asVariant(name: string): ButtonVariant {
  return (
    (['primary', 'secondary', 'ghost', 'attention', 'danger'] as const).find((variant) => variant === name) ??
    'secondary'
  )
}

function OnAndOff() {
  const [isOn, setOn] = useState(true)
  return <Switch aria-label="On or off" checked={isOn} onChange={setOn} />
}

function ChosenSegment() {
  const [days, setDays] = useState(7)
  return (
    <Segments
      label="Days"
      value={days}
      choices={[
        [7, '7 days'],
        [30, '30 days'],
      ]}
      onChoose={setDays}
    />
  )
}

function MenuButton() {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Button ref={button} aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(true)}>
        A menu
      </Button>
      {isOpen && (
        <Menu label="A menu" anchor={button} onClose={() => setOpen(false)}>
          <MenuItem icon={<Settings2 className="size-4" />} onChoose={() => setOpen(false)}>
            An entry
          </MenuItem>
          <MenuItem icon={<Settings2 className="size-4" />} isDangerous onChoose={() => setOpen(false)}>
            One that deletes
          </MenuItem>
        </Menu>
      )}
    </>
  )
}
