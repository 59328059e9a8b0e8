/**
 * The command line: commands, what they print, exit codes. Depends on {@code study} and {@code
 * spark}; knows nothing of formulas. Start at {@link org.minimacensus.cli.Main}.
 */
package org.minimacensus.cli;
