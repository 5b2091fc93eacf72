// For tests: a SQLite VFS over the default one whose n-th write, sync or truncation fails, as
// SQLite's own tests do it (https://www.sqlite.org/testing.html#i_o_error_testing).
#pragma once

#include <sqlite3.h>

#include <cstring>
#include <string>

namespace vekha::test {

// One at a time.
class FailingVfs {
 public:
  static constexpr char kName[] = "failing";

  FailingVfs() {
    inner_ = sqlite3_vfs_find(nullptr);
    vfs_ = *inner_;
    vfs_.zName = kName;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + inner_->szOsFile;
    vfs_.xOpen = Open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FailingVfs() { sqlite3_vfs_unregister(&vfs_); }
  FailingVfs(const FailingVfs&) = delete;
  FailingVfs& operator=(const FailingVfs&) = delete;

  // The `n`-th change from now (1 is the next) fails with `code`; with `stays` so do all after it.
  static void FailAt(int n, int code, bool stays) {
    left_ = n;
    code_ = code;
    stays_ = stays;
  }
  static void Heal() { left_ = 0; }
  static bool HasFailed() { return left_ < 0; }

 private:
  struct File {
    sqlite3_file base;
    sqlite3_io_methods methods;
    sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static bool Fails() {
    if (left_ == 0) return false;
    if (left_ < 0) return stays_;
    if (--left_ > 0) return false;
    left_ = -1;
    return true;
  }

  static sqlite3_file* Inner(sqlite3_file* file) { return reinterpret_cast<File*>(file)->inner(); }

  static int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* self = reinterpret_cast<File*>(file);
    self->base.pMethods = nullptr;
    std::memset(self->inner(), 0, static_cast<size_t>(inner_->szOsFile));
    const int code = inner_->xOpen(inner_, name, self->inner(), flags, out);
    if (code != SQLITE_OK) return code;
    self->methods = *self->inner()->pMethods;
    self->methods.iVersion = 1;  // no shared memory, no mapping: all goes through these
    self->methods.xClose = [](sqlite3_file* f) { return Inner(f)->pMethods->xClose(Inner(f)); };
    self->methods.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
      return Inner(f)->pMethods->xRead(Inner(f), to, n, at);
    };
    self->methods.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
      if (!Fails()) return Inner(f)->pMethods->xWrite(Inner(f), from, n, at);
      Inner(f)->pMethods->xWrite(Inner(f), from, n / 2, at);  // torn
      return code_;
    };
    self->methods.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
      return Fails() ? code_ : Inner(f)->pMethods->xTruncate(Inner(f), size);
    };
    self->methods.xSync = [](sqlite3_file* f, int how) {
      return Fails() ? code_ : Inner(f)->pMethods->xSync(Inner(f), how);
    };
    self->methods.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      return Inner(f)->pMethods->xFileSize(Inner(f), size);
    };
    self->methods.xLock = [](sqlite3_file* f, int level) {
      return Inner(f)->pMethods->xLock(Inner(f), level);
    };
    self->methods.xUnlock = [](sqlite3_file* f, int level) {
      return Inner(f)->pMethods->xUnlock(Inner(f), level);
    };
    self->methods.xCheckReservedLock = [](sqlite3_file* f, int* held) {
      return Inner(f)->pMethods->xCheckReservedLock(Inner(f), held);
    };
    self->methods.xFileControl = [](sqlite3_file* f, int op, void* argument) {
      return Inner(f)->pMethods->xFileControl(Inner(f), op, argument);
    };
    self->methods.xSectorSize = [](sqlite3_file* f) {
      return Inner(f)->pMethods->xSectorSize(Inner(f));
    };
    self->methods.xDeviceCharacteristics = [](sqlite3_file* f) {
      return Inner(f)->pMethods->xDeviceCharacteristics(Inner(f));
    };
    self->base.pMethods = &self->methods;
    return SQLITE_OK;
  }

  inline static sqlite3_vfs* inner_ = nullptr;
  inline static int left_ = 0;  // -1: it has failed
  inline static int code_ = SQLITE_IOERR;
  inline static bool stays_ = false;
  sqlite3_vfs vfs_{};
};

}  // namespace vekha::test
