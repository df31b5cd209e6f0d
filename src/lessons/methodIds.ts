/** The methods that the paper's findings are about, by their ids in the catalogue. */
export const zs = 'zs';
export const ft = 'ft';
export const ftLs = 'ft-ls';
export const wiseFt = 'wise-ft';
export const wiseFtLs = 'wise-ft-ls';
export const flyp = 'flyp';
export const flypLs = 'flyp-ls';
export const carot = 'carot';
