package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Where keys are set in the text of a HOCON file. The HOCON parser merges repeated keys without a
 * word; this finds them.
 *
 * <p>Reads text that the parser has accepted. Keys within lists are not looked at: no key of ours
 * takes a list of blocks.
 */
final class KeyScan {
  /** A key with a value that is not a block. */
  record Setting(List<String> path, int line) {}

  private final String text;
  private final List<Setting> settings = new ArrayList<>();
  private int at;
  private int line = 1;

  private KeyScan(String text) {
    this.text = text;
  }

  /** All settings in the order of the text. */
  static List<Setting> of(String text) {
    KeyScan scan = new KeyScan(text.startsWith("\uFEFF") ? text.substring(1) : text);
    scan.skipBlank(true);
    if (scan.peek() == '{') {
      scan.next();
    }
    scan.block(List.of());
    return scan.settings;
  }

  private void block(List<String> prefix) {
    while (true) {
      skipBlank(true);
      if (peek() == 0 || peek() == '}') {
        next();
        return;
      }
      if (peek() == ',') {
        next();
      } else if (isInclude()) {
        skipInclude();
      } else {
        setting(prefix);
      }
    }
  }

  private void setting(List<String> prefix) {
    int keyLine = line;
    int start = at;
    while ("=:{+".indexOf(peek()) < 0 && peek() != 0) {
      skipToken();
    }
    List<String> path = new ArrayList<>(prefix);
    path.addAll(ConfigUtil.splitPath(text.substring(start, at).trim()));
    while ("=:+".indexOf(peek()) >= 0 && peek() != 0) {
      next();
    }
    skipBlank(true);
    if (!value(path)) {
      settings.add(new Setting(List.copyOf(path), keyLine));
    }
  }

  /** Reads a value and the settings of the blocks in it; returns whether it has a block. */
  private boolean value(List<String> path) {
    boolean block = false;
    while (true) {
      skipBlank(false);
      char c = peek();
      if (c == 0 || c == '\n' || c == ',' || c == '}') {
        return block;
      }
      if (c == '{') {
        next();
        block(path);
        block = true;
      } else if (c == '[' || (c == '$' && text.startsWith("${", at))) {
        skipNested();
      } else {
        skipToken();
      }
    }
  }

  /** Skips a list or a substitution with all that stands in it. */
  private void skipNested() {
    if (peek() == '$') {
      next();
    }
    int depth = 0;
    do {
      char c = peek();
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
      skipToken();
      skipComment();
    } while (depth > 0 && peek() != 0);
  }

  private boolean isInclude() {
    return text.startsWith("include", at)
        && at + 7 < text.length()
        && (Character.isWhitespace(text.charAt(at + 7)) || text.charAt(at + 7) == '"')
        && text.substring(at + 7)
            .stripLeading()
            .matches("(?s)(\"|(required|file|url|classpath)\\s*\\().*");
  }

  private void skipInclude() {
    while (peek() != '"') {
      next();
    }
    skipToken();
    skipBlank(false);
    while (peek() == ')') {
      next();
      skipBlank(false);
    }
  }

  /** Skips blanks and comments, with or without line ends. */
  private void skipBlank(boolean lineEnds) {
    while (true) {
      skipComment();
      char c = peek();
      boolean blank =
          c != 0 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF');
      if (!blank || (c == '\n' && !lineEnds)) {
        return;
      }
      next();
    }
  }

  private void skipComment() {
    if (peek() == '#' || text.startsWith("//", at)) {
      while (peek() != '\n' && peek() != 0) {
        next();
      }
    }
  }

  /** Skips a quoted text as a whole, else one character. */
  private void skipToken() {
    if (text.startsWith("\"\"\"", at)) {
      int end = text.indexOf("\"\"\"", at + 3);
      while (end >= 0 && end + 3 < text.length() && text.charAt(end + 3) == '"') {
        end++;
      }
      skipTo(end < 0 ? text.length() : end + 3);
    } else if (peek() == '"') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != '"') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      skipTo(Math.min(end + 1, text.length()));
    } else {
      next();
    }
  }

  private void skipTo(int end) {
    while (at < end) {
      next();
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void next() {
    if (at < text.length() && text.charAt(at++) == '\n') {
      line++;
    }
  }
}
