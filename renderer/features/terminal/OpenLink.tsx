import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import * as words from './words.ts'

/** A program chose the text of a link and where it leads: the address is shown before it is opened. */
export function OpenLink({ url, onClose }: { url: string; onClose: () => void }) {
  const target = webAddress(url)
  return (
    <Dialog title={target === null ? words.thisLinkIsNotOpened : words.openThisLink} onClose={onClose}>
      <p className="mb-4 font-mono text-sm break-all">{target?.href ?? url.slice(0, 500)}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.close}</Button>
        {target !== null && (
          <Button
            variant="primary"
            onClick={() => {
              window.open(target.href, '_blank', 'noopener,noreferrer')
              onClose()
            }}
          >
            {words.open}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** null: it leads to nothing that a browser should be sent to by a program. */
function webAddress(url: string): URL | null {
  const address = URL.parse(url)
  return address !== null && /^https?:$/.test(address.protocol) ? address : null
}
