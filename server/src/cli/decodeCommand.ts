import type { Command } from 'commander'
import { exitCodes } from './outcome.ts'
import { example, type Open } from './session.ts'

/** Works without a server and without a network. */
export function decodeCommand(program: Command, open: Open): void {
  const decode = program
    .command('decode')
    .description('read the DataMatrix and QR codes in pictures: one JSON line a picture')
    .argument('<file...>', 'PNG, JPEG, WebP or GIF')
    .action(async (files: string[], _options, self: Command) => {
      const session = open(self)
      // The decoder and its picture library are loaded only here: the other commands start without them.
      const { decodeFiles } = await import('./decode/decodeFiles.ts')
      for await (const decoded of decodeFiles(files)) {
        if ('error' in decoded) session.end(exitCodes.refused)
        session.terminal.out(JSON.stringify(decoded))
      }
    })
  example(decode, 'decode label.png shelf.jpg')
}
