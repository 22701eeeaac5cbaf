import { Download } from 'lucide-react'
import { useState } from 'react'
import type { HistoryConversation } from '#shared/operations/history.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import type { ExportFormat } from './exports/exportConversation.ts'
import * as words from './words.ts'

const formats: readonly (readonly [ExportFormat, string, string])[] = [
  ['md', words.markdown, words.messagesAnswersAndWhatWas],
  ['html', words.webPage, words.theSameAsOneFile],
  ['json', 'JSON', words.everyEventForPrograms],
]

/** Saves the conversation as a file. */
export function ExportButton(props: {
  conversation: HistoryConversation
  leaf: string
  onProblem: (problem: string | null) => void
}) {
  const { conversation, leaf, onProblem } = props
  const { isOpen, button, toggle, close } = useMenu()
  const [isExporting, setExporting] = useState(false)
  const save = async (format: ExportFormat) => {
    close()
    onProblem(null)
    setExporting(true)
    try {
      const { exportConversation } = await import('./exports/exportConversation.ts')
      await exportConversation(conversation, leaf, format)
    } catch (error) {
      onProblem(errorMessage(error))
    }
    setExporting(false)
  }
  return (
    <>
      <Button ref={button} aria-haspopup="menu" aria-expanded={isOpen} disabled={isExporting} onClick={toggle}>
        <Download className="size-3.5" aria-hidden="true" />
        <span className="max-md:sr-only">{words.exportIt}</span>
      </Button>
      {isOpen && (
        <Menu label={words.exportAs} anchor={button} onClose={close}>
          {formats.map(([format, name, detail]) => (
            <MenuItem key={format} icon={null} detail={detail} onChoose={() => void save(format)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  )
}
