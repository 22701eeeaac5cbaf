import type { Socket, SocketListener } from '#shared/client/port.ts'
import { browserProof } from './browserProof.ts'

/** RFC 6455: there was no close. */
const ABNORMAL = 1006

/** Opens a WebSocket to the server of this page. Its first frame is the proof that the cookie needs. */
export function browserSocket(listener: SocketListener): Socket {
  let socket: WebSocket | null = null
  let isClosed = false
  const openSigned = async (): Promise<void> => {
    const proof = await browserProof('anew')
    if (!isClosed && proof !== null) {
      socket = openWith(proof, listener)
    } else if (!isClosed) {
      // The server did not answer. Without the proof the socket would count as not signed in.
      listener.onClose(ABNORMAL)
    }
  }
  void openSigned()
  return {
    send: (text) => {
      const isOpen = socket?.readyState === WebSocket.OPEN
      if (isOpen) {
        socket?.send(text)
      }
      return isOpen
    },
    close: () => {
      isClosed = true
      socket?.close()
    },
  }
}

function openWith(proof: string, listener: SocketListener): WebSocket {
  const url = new URL('/ws', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify({ type: 'auth', data: { proof } }))
    listener.onOpen()
  })
  socket.addEventListener('message', (message) => {
    if (typeof message.data === 'string') {
      listener.onText(message.data)
    }
  })
  socket.addEventListener('close', (close) => listener.onClose(close.code))
  return socket
}
