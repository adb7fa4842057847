/** The English words of the file tool, with its script. */
export const englishFileTool = {
  fileTool: {
    title: 'Files',
    explanation:
      'Files of any size are encrypted in this browser, each under a data key of its own. Their content never leaves the browser.',
    mode: 'Encrypt or decrypt a file',
    encryptHelp: 'This key encrypts the data key, which travels in the encrypted file ({{extension}}).',
    decryptHelp:
      'The key is found from the encrypted file ({{extension}}), also when it is another one than this.',
    encryptFile: 'File to encrypt',
    decryptFile: 'File to decrypt',
    encrypt: 'Encrypt File',
    decrypt: 'Decrypt File',
    progress: 'Progress',
    percent: '{{percent}}%',
    encryptDone: '{{name}} is written.',
    decryptDone: '{{name}} is written. Nothing of it was changed since it was encrypted.',
    command: 'It can be decrypted here, or on the command line:',
    otherKey: 'It was encrypted with another key: {{keyId}}.',
    otherProject:
      'The key of this file is in another project ({{projectId}}). Work in that project to decrypt it.',
    cancelled: 'Cancelled. Nothing was written.',
    notReadable:
      'The browser could not read or write the file. Check that it is still there and that the disk has room.',
  },
} as const;
