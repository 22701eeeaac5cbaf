import { useState } from 'react'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { keepToken } from './credentials.ts'
import { HostForm, PlainText } from './HostForm.tsx'
import * as words from './words.ts'

/** Takes a token for a host. It is forgotten here as soon as it is kept. */
export function TokenForm({ onDone }: { onDone: () => void }) {
  const [username, setUsername] = useState('')
  const [token, setToken] = useState('')
  return (
    <HostForm
      usual="github.com"
      hint={words.withItsPort}
      submit={{ label: words.keepTheToken, isReady: token !== '' }}
      keep={(host) =>
        keepToken({ host, token: token.trim(), ...(username.trim() === '' ? {} : { username: username.trim() }) })
      }
      onDone={onDone}
    >
      <PlainText
        label={words.userName}
        hint={words.mostTakeAny}
        placeholder="x-access-token"
        value={username}
        onChange={setUsername}
      />
      <Field label={words.token}>
        <TextInput type="password" autoComplete="off" value={token} onChange={({ target }) => setToken(target.value)} />
      </Field>
    </HostForm>
  )
}
