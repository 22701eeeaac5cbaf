import { Suspense, type ComponentProps, type KeyboardEvent, type ReactNode, useCallback, useRef } from 'react'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import type { CompletionSource, MenuKey } from './completion/source.ts'
import { useCaret, type WriteText } from './useCaret.ts'
import { useHistory } from './useHistory.ts'

const Completion = lazyComponent(async () => (await import('./completion/Completion.tsx')).Completion)

interface PromptFieldProps extends Pick<
  ComponentProps<'textarea'>,
  'placeholder' | 'rows' | 'className' | 'autoFocus' | 'onPaste'
> {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly onSend: () => void
  /** What `/` and `@` complete; null: nothing. */
  readonly source: CompletionSource | null
  /** What Up brings back into an empty field, oldest first. */
  readonly earlier?: () => readonly string[]
  /** Below the text. Gets what puts the sign of a completion where the caret is. */
  readonly children: (insert: (sign: '/' | '@') => void) => ReactNode
}

/**
 * Where a prompt is written. Enter sends and Shift + Enter breaks the line; on touch screens Enter breaks it. `/` and `@`
 * open a menu, Up in an empty field brings earlier prompts back.
 */
export function PromptField(props: PromptFieldProps) {
  const { label, value, onChange, onSend, source, earlier, children, ...rest } = props
  const { field, write } = useCaret(onChange)
  const walkHistory = useHistory({ field, value, earlier, write })
  const menuKey = useRef<MenuKey | null>(null)
  const setMenuKey = useCallback((handle: MenuKey | null) => {
    menuKey.current = handle
  }, [])
  return (
    <div className="relative">
      {source !== null && SIGN.test(value) && (
        <Suspense>
          <Completion source={source} field={field} write={write} onKeys={setMenuKey} />
        </Suspense>
      )}
      <GrowingText
        {...rest}
        field={field}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {children((sign) => insertSign(sign, value, { at: field.current?.selectionStart ?? value.length, write }))}
    </div>
  )

  function onKeyDown(event: KeyboardEvent): void {
    if (!isComposing(event.nativeEvent) && !event.shiftKey && isTaken(event.key)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  function isTaken(key: string): boolean {
    if (menuKey.current?.(key) === true) {
      return true
    }
    if (key === 'Enter' && !isTouch()) {
      onSend()
      return true
    }
    return walkHistory(key)
  }
}

/** Without it there is nothing to complete. */
const SIGN = /^\/|@/

/** A command begins the text; a file is named where the caret is. */
function insertSign(sign: '/' | '@', text: string, { at: caret, write }: { at: number; write: WriteText }): void {
  const at = sign === '/' ? 0 : caret
  const space = sign === '/' || /(?:^|\s)$/.test(text.slice(0, at)) ? '' : ' '
  write(text.slice(0, at) + space + sign + text.slice(at), at + space.length + 1)
}
